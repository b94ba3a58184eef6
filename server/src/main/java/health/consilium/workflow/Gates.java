package health.consilium.workflow;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All gates of all stations. */
@Component
public class Gates {

    private final List<Gate> gates;

    Gates(ObjectProvider<Gate> gates) {
        this.gates = gates.stream().toList();
    }

    /** Everything that stands in the way of a submission, so that it can be mended at one go. */
    public List<Gate.Unmet> unmet(Gate.Submission submission) {
        return gates.stream().flatMap(gate -> gate.unmet(submission).stream()).toList();
    }
}
