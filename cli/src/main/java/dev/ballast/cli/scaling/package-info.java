// SPDX-License-Identifier: Apache-2.0
/** What scaling ahead is worth, measured on a model. */
@NullMarked
package dev.ballast.cli.scaling;

import org.jspecify.annotations.NullMarked;
