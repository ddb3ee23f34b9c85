// SPDX-License-Identifier: Apache-2.0
/** Experiments: what is held true, what is done to the system, and how it is put back. */
@NullMarked
package dev.ballast.model.experiment;

import org.jspecify.annotations.NullMarked;
