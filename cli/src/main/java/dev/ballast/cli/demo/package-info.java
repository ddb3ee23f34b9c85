// SPDX-License-Identifier: Apache-2.0
/** {@code ballast demo}: a live shop under Ballast's eyes, and a report that is checked. */
@NullMarked
package dev.ballast.cli.demo;

import org.jspecify.annotations.NullMarked;
