// SPDX-License-Identifier: Apache-2.0
/** Alerts as Alertmanager and Grafana send them. */
@NullMarked
package dev.ballast.connect.alertmanager;

import org.jspecify.annotations.NullMarked;
