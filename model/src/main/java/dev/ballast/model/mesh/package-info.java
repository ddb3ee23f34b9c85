// SPDX-License-Identifier: Apache-2.0
/**
 * What a mesh process does with traffic, as its configuration says it: records without behaviour.
 */
@NullMarked
package dev.ballast.model.mesh;

import org.jspecify.annotations.NullMarked;
