// SPDX-License-Identifier: Apache-2.0
/** {@code ballast eval diagnose}: root causes of public incidents, ranked and scored. */
@NullMarked
package dev.ballast.cli.diagnose;

import org.jspecify.annotations.NullMarked;
