export {
	type CatalogueEntry,
	catalogue,
	type VendorSummary,
	vendorCatalogue,
} from './catalogue.ts';
export { defineEvent, defineVendor } from './define.ts';
export type * from './event-type.ts';
export { canonicalTypes, categories } from './event-type.ts';
export * from './field.ts';
export { vendorGuides } from './guide.ts';
export {
	type Interpretation,
	type InterpretOptions,
	interpret,
	type Normalized,
} from './interpret.ts';
export type { JsonSchema } from './json-schema.ts';
export * from './localized.ts';
export { type HookBody, type HookBodyInput, hookBody, withReplay } from './message.ts';
export { type ParsedBody, parseBody } from './parse-body.ts';
export { valueAt } from './path.ts';
export type { PersonalData } from './personal.ts';
export { type FieldMap, fieldMapKeys, filterFieldsOf, hookPath } from './plan.ts';
export * from './policy.ts';
export * from './signature/index.ts';
export { composedBody, type SimulationOptions, simulatedBody } from './simulate.ts';
export { snippetLanguages } from './snippets/index.ts';
export { asEmail, asPhone } from './values.ts';
export type * from './vendor.ts';
export { type VendorRequest, type VendorRequestInput, vendorRequest } from './vendor-request.ts';
export { eventTypeOf, vendorById, vendorIds, vendors } from './vendors/index.ts';
