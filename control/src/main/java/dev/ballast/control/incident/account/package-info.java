// SPDX-License-Identifier: Apache-2.0
/** Where added waiting and added failures are made, followed over the calls of the live graph. */
@NullMarked
package dev.ballast.control.incident.account;

import org.jspecify.annotations.NullMarked;
