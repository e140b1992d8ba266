import { type HookBody, valueAt } from '@voicehooks/core';

const isObject = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value has the parts of a hook body (contract, "What a hook URL receives"). */
export const isEvent = (value: unknown): value is HookBody =>
	['data', 'envelope', 'normalized', 'links', 'context'].every((part) =>
		isObject(valueAt(value, part)),
	) && ['id', 'type', 'received_at'].every((key) => typeof valueAt(value, key) === 'string');

/** The items of a list that the service answered. */
export const itemsIn = (answer: unknown): readonly unknown[] => {
	const items = valueAt(answer, 'data');
	return Array.isArray(items) ? items : [];
};

/** The events of a list that the service answered. */
export const eventsIn = (answer: unknown): readonly HookBody[] => itemsIn(answer).filter(isEvent);
