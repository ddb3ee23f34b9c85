// SPDX-License-Identifier: Apache-2.0
/** How mature everybody is: judged from what the server knows, told to whoever asks. */
@NullMarked
package dev.ballast.server.maturity;

import org.jspecify.annotations.NullMarked;
