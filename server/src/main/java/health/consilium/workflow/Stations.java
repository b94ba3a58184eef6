package health.consilium.workflow;

import java.util.Optional;
import org.hl7.fhir.r4.model.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the stations have to say about the Tasks of the pathway. */
@Component
class Stations {

    private final ObjectProvider<StageWork> work;
    private final ObjectProvider<TaskEffect> effects;

    Stations(ObjectProvider<StageWork> work, ObjectProvider<TaskEffect> effects) {
        this.work = work;
        this.effects = effects;
    }

    Optional<StageWork> workOf(String code) {
        return work.stream().filter(station -> station.code().equals(code)).findFirst();
    }

    void ended(CaseFile file, Task task, String code) {
        effects.stream().filter(effect -> effect.code().equals(code)).forEach(effect -> effect.ended(file, task));
    }
}
