// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import dev.ballast.control.regions.names.NameChoice;
import dev.ballast.control.regions.names.NameView;

/** A zone, and what its answers are made of at the moment. */
public record ServedZone(NameChoice choice, NameView view) {}
