// SPDX-License-Identifier: Apache-2.0
/** What is declared about regions as places that can be lost: who decides, by which bounds. */
@NullMarked
package dev.ballast.model.regions;

import org.jspecify.annotations.NullMarked;
