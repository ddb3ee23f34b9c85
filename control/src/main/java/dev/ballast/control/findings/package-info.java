// SPDX-License-Identifier: Apache-2.0
/** What a run on which something was broken has shown: formulas over one record of it. */
@NullMarked
package dev.ballast.control.findings;

import org.jspecify.annotations.NullMarked;
