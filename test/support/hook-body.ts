/** The keys of a hook body, in order (contract, "What a hook URL receives"). */
export const hookBodyKeys = [
	'id',
	'type',
	'vendor',
	'event',
	'source_id',
	'occurred_at',
	'received_at',
	'verified',
	'test',
	'replay',
	'data',
	'envelope',
	'normalized',
	'links',
	'context',
];
