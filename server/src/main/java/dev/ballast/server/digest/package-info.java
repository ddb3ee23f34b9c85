// SPDX-License-Identifier: Apache-2.0
/** Fingerprints of bytes. */
@NullMarked
package dev.ballast.server.digest;

import org.jspecify.annotations.NullMarked;
