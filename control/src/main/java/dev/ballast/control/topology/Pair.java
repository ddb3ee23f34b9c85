// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import dev.ballast.model.ServiceName;

/** Who calls, and who is called, whatever the regions. */
public record Pair(ServiceName client, ServiceName server) {}
