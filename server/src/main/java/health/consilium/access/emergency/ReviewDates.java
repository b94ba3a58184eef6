package health.consilium.access.emergency;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** By when emergencies are to be reviewed. Who keeps clocks knows. */
public interface ReviewDates {

    /** Of those of these that are open. */
    Map<UUID, Instant> due(List<UUID> emergencies);
}
