/**
 * Access in an emergency, "breaking the glass": a person says why, reads one case for half an hour, and is reviewed afterwards.
 */
@NamedInterface("emergency")
package health.consilium.access.emergency;

import org.springframework.modulith.NamedInterface;
