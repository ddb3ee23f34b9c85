// SPDX-License-Identifier: Apache-2.0
/** Tests that stay valid however often one looks: is the canary worse than the baseline? */
@NullMarked
package dev.ballast.stats.sequential;

import org.jspecify.annotations.NullMarked;
