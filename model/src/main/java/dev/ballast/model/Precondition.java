// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/**
 * Something that must hold at the moment of acting.
 *
 * @param name for people, such as {@code the other region has room}
 * @param query PromQL: holds when it answers something
 */
public record Precondition(String name, String query) {}
