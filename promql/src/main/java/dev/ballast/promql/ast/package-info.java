// SPDX-License-Identifier: Apache-2.0
/** A PromQL query as a tree: nodes, operators, functions, printer, rewriting. */
@NullMarked
package dev.ballast.promql.ast;

import org.jspecify.annotations.NullMarked;
