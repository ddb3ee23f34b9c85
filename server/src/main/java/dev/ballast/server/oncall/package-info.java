// SPDX-License-Identifier: Apache-2.0
/** Alerts of others, who is called about incidents, silences, and what is left to do. */
@NullMarked
package dev.ballast.server.oncall;

import org.jspecify.annotations.NullMarked;
