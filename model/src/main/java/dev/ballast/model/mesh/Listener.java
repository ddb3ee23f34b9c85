// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

/**
 * A port on which a service can be called.
 *
 * @param source the service that calls here, when the port is for one alone; empty when the caller
 *     shows who it is by its certificate or by the header that the mesh reads
 */
public record Listener(Address address, String source, TlsMode tls) {}
