// SPDX-License-Identifier: Apache-2.0
/** Units of systemd on this machine. */
@NullMarked
package dev.ballast.connect.systemd;

import org.jspecify.annotations.NullMarked;
