// SPDX-License-Identifier: Apache-2.0
/** PromQL text to tree: lexer, Pratt parser, type check. */
@NullMarked
package dev.ballast.promql.parse;

import org.jspecify.annotations.NullMarked;
