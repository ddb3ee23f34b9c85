// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

/**
 * One process that answers for a version of a service.
 *
 * @param region where it runs; empty when that plays no part
 */
public record Endpoint(Address address, String region) {}
