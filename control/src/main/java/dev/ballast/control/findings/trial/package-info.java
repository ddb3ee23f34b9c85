// SPDX-License-Identifier: Apache-2.0
/** Runs that never happened, with defects that are known: how good the formulas are. */
@NullMarked
package dev.ballast.control.findings.trial;

import org.jspecify.annotations.NullMarked;
