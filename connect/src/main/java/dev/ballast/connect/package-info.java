// SPDX-License-Identifier: Apache-2.0
/** Adapters for the ports of control: they are where decisions meet the world. */
@NullMarked
package dev.ballast.connect;

import org.jspecify.annotations.NullMarked;
