// SPDX-License-Identifier: Apache-2.0
/** When requests of an open load begin: nobody who is served waits for anybody else. */
@NullMarked
package dev.ballast.control.chaos.load;

import org.jspecify.annotations.NullMarked;
