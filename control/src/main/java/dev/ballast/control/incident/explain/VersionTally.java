// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.account.Compared;
import dev.ballast.model.Place;

/** What one version of a service answered in one place, before the onset and since. */
public record VersionTally(Place place, String version, Compared answered) {}
