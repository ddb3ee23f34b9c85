// SPDX-License-Identifier: Apache-2.0
/**
 * Tells what the alert policies of SLOs ask for: when they break, are over, or cannot be judged.
 */
@NullMarked
package dev.ballast.control.slo.alert;

import org.jspecify.annotations.NullMarked;
