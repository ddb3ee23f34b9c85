// SPDX-License-Identifier: Apache-2.0
/** {@code ballast gate}: the decision for people, scripts and the pipelines of others. */
@NullMarked
package dev.ballast.cli.gate;

import org.jspecify.annotations.NullMarked;
