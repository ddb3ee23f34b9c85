// SPDX-License-Identifier: Apache-2.0
/** An incident as the page that somebody reads at three in the morning. */
@NullMarked
package dev.ballast.control.incident.alert;

import org.jspecify.annotations.NullMarked;
