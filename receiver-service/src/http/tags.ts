/** The chapters of the API, in the order of the document. A route's `tag` is one of these names. */
export const tags = [
	{ name: 'Ingest', description: 'Where vendors post their webhooks.' },
	{ name: 'Account', description: 'Who calls, and access tokens.' },
	{ name: 'API keys', description: 'Keys, their scopes and their rotation.' },
	{ name: 'Event types', description: 'What vendors send, with schemas and samples.' },
	{ name: 'Sources', description: 'Accounts at vendors: ingest URLs, secrets, health.' },
	{ name: 'Subscriptions', description: 'Hook URLs and what they are sent.' },
	{ name: 'Messages', description: 'Events received, searched, published and replayed.' },
	{ name: 'Deliveries', description: 'Messages on their way to hook URLs.' },
	{ name: 'Receipts', description: 'What ingest saw, whatever came of it.' },
	{ name: 'Vendor actions', description: 'Calls and texts through a vendor’s own API.' },
	{ name: 'Personal data', description: 'Find, export and erase what is known of a person.' },
	{ name: 'Sandbox', description: 'A test endpoint of your own.' },
	{ name: 'Operation', description: 'Health, metrics and documents.' },
] as const;
