// SPDX-License-Identifier: Apache-2.0
/** What is seen of a region from several places, and what that amounts to. */
@NullMarked
package dev.ballast.control.regions.sight;

import org.jspecify.annotations.NullMarked;
