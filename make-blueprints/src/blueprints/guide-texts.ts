import type { Localized } from '@voicehooks/core';
import type { ModuleName } from './scenario.ts';

/** What to do with each kind of module after the import. */
export const afterImport: Readonly<Record<ModuleName, Localized>> = {
	'gateway:CustomWebHook': {
		en: 'Click it, then “Add”, to make a webhook of its own. Under advanced settings, switch on **Get request headers** and **JSON pass-through**: without them the signature cannot be checked. Copy its URL for the subscription below. To use an API key instead of the signature, add one under **API key authentication**.',
		fr: 'Cliquez dessus, puis sur « Ajouter », pour créer un webhook dédié. Dans les paramètres avancés, activez **Get request headers** et **JSON pass-through** : sans eux, la signature ne peut pas être vérifiée. Copiez son URL pour l’abonnement ci-dessous. Pour utiliser une clé API au lieu de la signature, ajoutez-en une sous **API key authentication**.',
	},
	'util:SetVariables': {
		en: 'Nothing, unless your target wants other field names: rename, remove or add fields here.',
		fr: 'Rien, sauf si votre destination attend d’autres noms de champs : renommez, supprimez ou ajoutez-en ici.',
	},
	'json:ParseJSON': {
		en: 'Nothing: every field used here is mapped. To see all fields when you map more, run the scenario once with a test event, or add a data structure and generate it from the sample below.',
		fr: 'Rien : chaque champ utilisé ici est déjà mappé. Pour voir tous les champs quand vous en ajoutez, exécutez une fois le scénario avec un événement de test, ou ajoutez une structure de données et générez-la à partir de l’exemple ci-dessous.',
	},
	'json:TransformToJSON': { en: 'Nothing.', fr: 'Rien.' },
	'datastore:ExistRecord': {
		en: 'Choose the data store. If you have none yet, make one, for example “voicehooks”, with two text fields: `type` and `received_at`.',
		fr: 'Choisissez le data store. Si vous n’en avez pas encore, créez-en un, par exemple « voicehooks », avec deux champs texte : `type` et `received_at`.',
	},
	'datastore:AddRecord': {
		en: 'Choose the same data store. Delete records older than a few days now and then, or it fills up.',
		fr: 'Choisissez le même data store. Supprimez de temps en temps les enregistrements de plus de quelques jours, sinon il se remplit.',
	},
	'builtin:BasicRouter': {
		en: 'Nothing. Remove the routes you do not need.',
		fr: 'Rien. Supprimez les routes dont vous n’avez pas besoin.',
	},
	'builtin:Break': {
		en: 'Nothing. It keeps a run that failed and tries again three times, every 15 minutes.',
		fr: 'Rien. Il conserve une exécution qui a échoué et réessaie trois fois, toutes les 15 minutes.',
	},
	'http:MakeRequest': {
		en: 'If the target asks for credentials, choose them under **Authentication**; Make keeps them in its keychain. You can also put the target’s own Make module in its place and map the same fields.',
		fr: 'Si la destination demande une authentification, choisissez-la sous **Authentication** ; Make la garde dans son trousseau. Vous pouvez aussi le remplacer par le module Make de la destination et y reporter les mêmes champs.',
	},
};

/** Headings and sentences that every guide has. */
export const texts = {
	events: { en: 'Events', fr: 'Événements' },
	eventTable: {
		en: '| event type | vendor | |\n|---|---|---|',
		fr: '| type d’événement | éditeur | |\n|---|---|---|',
	},
	import: { en: 'Import', fr: 'Importer' },
	importSteps: {
		en: [
			'In Make, create a scenario and open the menu **…** at the bottom: **Import Blueprint**.',
			'Choose {file} and save. Nothing runs until you switch the scenario on.',
		],
		fr: [
			'Dans Make, créez un scénario et ouvrez le menu **…** en bas : **Import Blueprint**.',
			'Choisissez {file} et enregistrez. Rien ne s’exécute tant que vous n’activez pas le scénario.',
		],
	},
	modules: { en: 'After the import, module by module', fr: 'Après l’import, module par module' },
	moduleTable: {
		en: '| no. | module | what to do |\n|---|---|---|',
		fr: '| n° | module | que faire |\n|---|---|---|',
	},
	seeBelow: { en: 'Enter the values below.', fr: 'Saisissez les valeurs ci-dessous.' },
	settings: { en: 'Enter these values:', fr: 'Saisissez ces valeurs :' },
	settingTable: {
		en: '| variable | value | |\n|---|---|---|',
		fr: '| variable | valeur | |\n|---|---|---|',
	},
	subscribe: { en: 'Subscribe', fr: 'S’abonner' },
	subscribeText: {
		en: 'Tell voicehooks to deliver to the webhook’s URL. The answer holds the `secret`, this once only: copy it to module 2.',
		fr: 'Demandez à voicehooks de livrer à l’URL du webhook. La réponse contient le `secret`, cette seule fois : copiez-le dans le module 2.',
	},
	apiKey: {
		en: 'With an API key instead of the signature, add it to the request, and set `{trust}` to `x-make-apikey` in module 2. voicehooks keeps it encrypted and sends it as a header; Make refuses requests without it before the scenario starts:',
		fr: 'Avec une clé API au lieu de la signature, ajoutez-la à la requête et mettez `x-make-apikey` dans `{trust}`, module 2. voicehooks la garde chiffrée et l’envoie dans un en-tête ; Make refuse les requêtes sans elle avant le lancement du scénario :',
	},
	try: { en: 'Try it', fr: 'Essayer' },
	trySteps: {
		en: [
			'Click **Run once** in Make.',
			'Send a test event: `curl -X POST "$VOICEHOOKS_URL/v1/subscriptions/sub_…/test" -H "Authorization: Bearer $VOICEHOOKS_API_KEY" -H "Content-Type: application/json" -d \'{"event":"{event}"}\'`. It carries `"test":true`.',
			'Every module up to the HTTP request shows one operation. Send the same message again with `POST /v1/messages/{id}/replay`: it passes too, for a replay was asked for.',
			'Switch the scenario on, with the schedule “Immediately as data arrives”.',
		],
		fr: [
			'Cliquez sur **Run once** dans Make.',
			'Envoyez un événement de test : `curl -X POST "$VOICEHOOKS_URL/v1/subscriptions/sub_…/test" -H "Authorization: Bearer $VOICEHOOKS_API_KEY" -H "Content-Type: application/json" -d \'{"event":"{event}"}\'`. Il porte `"test":true`.',
			'Chaque module jusqu’à la requête HTTP affiche une opération. Renvoyez le même message avec `POST /v1/messages/{id}/replay` : il passe aussi, puisque le rejeu a été demandé.',
			'Activez le scénario, avec la planification « Immediately as data arrives ».',
		],
	},
	sample: { en: 'A sample event', fr: 'Un exemple d’événement' },
	sampleText: {
		en: 'What module 1 receives, here `{type}`:',
		fr: 'Ce que le module 1 reçoit, ici `{type}` :',
	},
	know: { en: 'Good to know', fr: 'Bon à savoir' },
	knowLines: {
		en: [
			'Make answers `200 Accepted` as soon as a delivery is in its queue, also while the scenario is off. “Delivered” in voicehooks therefore does not mean “processed”.',
			'Incomplete executions are stored (scenario settings, “Allow storing of incomplete executions”): look there after an outage of the target.',
			'The secret stands in module 2 in clear: whoever may open the scenario can read it. After `POST /v1/subscriptions/{id}/rotate-secret`, enter the new one within 24 hours.',
			'Not run on live Make: this scenario was executed by the repository’s own model of Make, module by module, with deliveries of the real receiver-service. See [docs/make.md](../../../docs/make.md).',
		],
		fr: [
			'Make répond `200 Accepted` dès qu’une livraison est dans sa file, même quand le scénario est désactivé. « Livré » dans voicehooks ne veut donc pas dire « traité ».',
			'Les exécutions incomplètes sont conservées (paramètres du scénario, « Allow storing of incomplete executions ») : consultez-les après une panne de la destination.',
			'Le secret figure en clair dans le module 2 : toute personne qui peut ouvrir le scénario peut le lire. Après `POST /v1/subscriptions/{id}/rotate-secret`, saisissez le nouveau sous 24 heures.',
			'Non exécuté sur Make en production : ce scénario a été exécuté par le modèle de Make propre à ce dépôt, module par module, avec des livraisons du vrai receiver-service. Voir [docs/make.md](../../../docs/make.md).',
		],
	},
	index: { en: 'Scenarios for Make', fr: 'Scénarios pour Make' },
	indexText: {
		en: 'Each file is a blueprint to import into Make; the page beside it says what to do afterwards. Generated from `core` by `npm run generate`.',
		fr: 'Chaque fichier est un blueprint à importer dans Make ; la page qui l’accompagne indique la marche à suivre. Généré à partir de `core` par `npm run generate`.',
	},
} as const;
