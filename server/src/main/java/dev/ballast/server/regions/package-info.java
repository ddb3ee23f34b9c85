// SPDX-License-Identifier: Apache-2.0
/** Regions, live: probes, the controller that runs on them, its deeds, and what it shows. */
@NullMarked
package dev.ballast.server.regions;

import org.jspecify.annotations.NullMarked;
