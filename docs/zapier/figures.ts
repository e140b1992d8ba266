import type { Language, Localized } from '@voicehooks/core';
import type { PlainInputField } from 'zapier-platform-core';
import { createApp } from '../../zapier-app/src/app.ts';
import { type FormField, formSvg } from './form.ts';

const note: Localized = {
	en: 'Drawn from the definition of the app. Not a screenshot of Zapier.',
	fr: 'Dessiné à partir de la définition de l’application. Ce n’est pas une capture d’écran de Zapier.',
};
const connectTitle: Localized = { en: 'Connect an account', fr: 'Connecter un compte' };
const menuHint: Localized = {
	en: 'Choose from the menu, or type a custom value',
	fr: 'Choisir dans le menu, ou saisir une valeur personnalisée',
};
const blankHint: Localized = { en: 'Blank: all', fr: 'Vide : tout' };

type Field = Pick<PlainInputField, 'label' | 'required' | 'placeholder' | 'helpText'> & {
	readonly dynamic?: unknown;
};

const formField =
	(language: Language) =>
	({ label = '', required, placeholder, helpText = '', dynamic }: Field): FormField => ({
		label,
		isRequired: required === true,
		hint: placeholder ?? (dynamic === undefined ? blankHint : menuHint)[language],
		help: helpText,
	});

const plainFields = (fields: readonly (PlainInputField | ((...args: never[]) => unknown))[] = []) =>
	fields.filter((field): field is PlainInputField => typeof field !== 'function');

/** The forms that a first Zap goes through, by the name of their file. */
export const zapierFigures = (language: Language): Readonly<Record<string, string>> => {
	const { authentication, triggers, creates } = createApp({ locale: language });
	const draw = (title: string, fields: readonly Field[] = []) =>
		formSvg({ title, note: note[language], fields: fields.map(formField(language)) });
	const step = (kind: typeof triggers | typeof creates, key: string) => {
		const found = kind[key];
		return draw(found?.display.label ?? key, plainFields(found?.operation.inputFields));
	};
	return {
		[`zapier-connect.${language}.svg`]: draw(connectTitle[language], authentication?.fields),
		[`zapier-trigger.${language}.svg`]: step(triggers, 'vocalis_call_ended'),
		[`zapier-action.${language}.svg`]: step(creates, 'start_call'),
	};
};
