// SPDX-License-Identifier: Apache-2.0
/** Who is on call, who is not to be called, alerts of others, and what is left to do. */
@NullMarked
package dev.ballast.cli.oncall;

import org.jspecify.annotations.NullMarked;
