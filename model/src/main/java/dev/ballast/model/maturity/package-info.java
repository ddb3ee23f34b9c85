// SPDX-License-Identifier: Apache-2.0
/** How mature reliability work is, in values: levels, what each asks for, states and proofs. */
@NullMarked
package dev.ballast.model.maturity;

import org.jspecify.annotations.NullMarked;
