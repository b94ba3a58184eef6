package health.consilium.workflow;

import java.util.List;

/**
 * What a station says about a Task code of the pathway when a stage opens: which Tasks this case needs. A code without a
 * StageWork gets the one Task that the pathway describes.
 */
public interface StageWork {

    /** The task code this is about. */
    String code();

    /** The work that is needed and not open or done yet; empty when there is nothing to do. */
    List<WorkItem> needed(CaseFile file);
}
