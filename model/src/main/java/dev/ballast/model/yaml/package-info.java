// SPDX-License-Identifier: Apache-2.0
/**
 * Reads folders of YAML resources into a {@code Configuration} and finds every problem with its
 * line.
 */
@NullMarked
package dev.ballast.model.yaml;

import org.jspecify.annotations.NullMarked;
