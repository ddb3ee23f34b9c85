// SPDX-License-Identifier: Apache-2.0
/** Warnings over HTTP: what is sent, where it may go, and that it arrives. */
@NullMarked
package dev.ballast.connect.webhook;

import org.jspecify.annotations.NullMarked;
