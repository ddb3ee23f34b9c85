// SPDX-License-Identifier: Apache-2.0
/** Prometheus' recording and alerting rules for SLOs, by Sloth's names. */
@NullMarked
package dev.ballast.control.slo.rules;

import org.jspecify.annotations.NullMarked;
