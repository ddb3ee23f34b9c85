// SPDX-License-Identifier: Apache-2.0
/** SLO formats: rules for Prometheus, and how much of public files is understood. */
@NullMarked
package dev.ballast.cli.slo;

import org.jspecify.annotations.NullMarked;
