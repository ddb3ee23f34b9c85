// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** A place that can be lost as a whole. */
public record Region(RegionName name, String displayName) {}
