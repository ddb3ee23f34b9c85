// SPDX-License-Identifier: Apache-2.0
/** {@code ballast experiment} and what it prints. */
@NullMarked
package dev.ballast.cli.experiment;

import org.jspecify.annotations.NullMarked;
