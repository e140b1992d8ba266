/**
 * IML, the expression language inside `{{…}}` of Make, as far as our files use it. Custom apps
 * write it with commas, single quotes and the operators of JavaScript; scenarios with semicolons,
 * double quotes and single-character operators (Make, "JavaScript in Make"; "Use functions").
 */
export type Dialect = 'app' | 'scenario';

export type BinaryOperator =
	| 'or'
	| 'and'
	| 'equal'
	| 'not_equal'
	| 'less'
	| 'less_or_equal'
	| 'greater'
	| 'greater_or_equal'
	| 'add'
	| 'subtract'
	| 'multiply'
	| 'divide'
	| 'remainder';

/** A constant: Make writes an array without items as `emptyarray`, and no other array at all. */
type Literal = string | number | boolean | null | readonly never[];

/** Where in the template, counted in UTF-16 units from 0. */
type Positioned = { readonly at: number };

/** A key of a collection, or a place in an array: 1 is the first item, -1 the last. */
export type Step = { readonly key: string } | { readonly index: number };

export type Expression = Positioned &
	(
		| { readonly kind: 'literal'; readonly value: Literal }
		/** `root` is a variable, or in a scenario the id of a module. */
		| { readonly kind: 'path'; readonly root: string; readonly steps: readonly Step[] }
		| { readonly kind: 'call'; readonly name: string; readonly operands: readonly Expression[] }
		| { readonly kind: 'not' | 'negate'; readonly operand: Expression }
		| {
				readonly kind: 'binary';
				readonly operator: BinaryOperator;
				readonly left: Expression;
				readonly right: Expression;
		  }
	);

export type TemplatePart =
	| (Positioned & { readonly kind: 'text'; readonly text: string })
	| (Positioned & { readonly kind: 'expression'; readonly expression: Expression });

/** A text with expressions, in order. An empty text has no parts. */
export type Template = readonly TemplatePart[];

/** Why a template cannot be read, and where. */
export type SyntaxFault = { readonly message: string; readonly at: number };

export type ParsedTemplate =
	| { readonly ok: true; readonly template: Template }
	| { readonly ok: false; readonly error: SyntaxFault };
