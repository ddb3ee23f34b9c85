// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import dev.ballast.model.mesh.Address;

/** What stays the same of an endpoint over changes of the configuration. */
public record EndpointKey(String service, String version, Address address) {}
