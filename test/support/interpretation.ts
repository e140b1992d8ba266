import {
	eventTypeOf,
	type Interpretation,
	interpret,
	parseBody,
	type Vendor,
	vendorById,
} from '@voicehooks/core';

export const vendorOf = (id: string): Vendor => {
	const vendor = vendorById(id);
	if (vendor === undefined) throw new Error(`There is no vendor ${id}.`);
	return vendor;
};

/** What we read in a body of this vendor: text as it comes, anything else as its JSON. */
export const read = (
	vendorId: string,
	body: unknown,
	{
		event = null,
		fieldMap = {},
		contentType = null,
	}: {
		event?: string | null;
		fieldMap?: Record<string, string>;
		contentType?: string | null;
	} = {},
): Interpretation => {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return interpret(vendorOf(vendorId), parseBody(Buffer.from(text), contentType), {
		event,
		fieldMap,
	});
};

export const sampleOf = (vendorId: string, event: string) => {
	const sample = eventTypeOf(vendorOf(vendorId), event)?.sample;
	if (sample === undefined) throw new Error(`There is no ${vendorId} ${event}.`);
	return sample;
};

/** The data of an enveloped vendor's sample, to change. */
export const dataOf = (vendorId: string, event: string): Record<string, unknown> => {
	const { data } = sampleOf(vendorId, event);
	return { ...(data as Record<string, unknown>) };
};
