package health.consilium.fhir;

import ca.uhn.fhir.batch2.api.IJobCoordinator;
import ca.uhn.fhir.batch2.api.IJobMaintenanceService;
import ca.uhn.fhir.batch2.api.JobExecutionFailedException;
import ca.uhn.fhir.batch2.model.JobInstance;
import ca.uhn.fhir.batch2.model.StatusEnum;
import ca.uhn.fhir.rest.api.server.bulk.BulkExportJobParameters;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The jobs of bulk export, as far as access to them needs it. */
@Component
public class ExportJobs {

    private static final String EXPORT = "BULK_EXPORT";
    private static final int MOST = 10_000;

    private final IJobCoordinator coordinator;
    private final IJobMaintenanceService maintenance;

    ExportJobs(@Lazy IJobCoordinator coordinator, @Lazy IJobMaintenanceService maintenance) {
        this.coordinator = coordinator;
        this.maintenance = maintenance;
    }

    /**
     * Lets jobs go on to their next step now. HAPI looks after them once a minute, and an export has four steps: a client
     * would wait three minutes for a file of two lines. One server of all does it, however many ask.
     */
    public void hasten() {
        maintenance.triggerMaintenancePass();
    }

    /** The key that was given to the job as the identifier of its files' security context; empty when there is no such job. */
    public Optional<String> key(String jobId) {
        try {
            return Optional.of(coordinator.getInstance(jobId))
                    .filter(job -> EXPORT.equals(job.getJobDefinitionId()))
                    .map(job ->
                            job.getParameters(BulkExportJobParameters.class).getBinarySecurityContextIdentifierValue());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Exports that are not at their end; what they have written so far nobody can name yet. */
    public List<String> running() {
        return coordinator
                .getJobInstancesByJobDefinitionIdAndStatuses(EXPORT, StatusEnum.getNotEndedStatuses(), MOST, 0)
                .stream()
                .map(JobInstance::getInstanceId)
                .toList();
    }

    /** Whether the job still writes files, or waits to. One that was told to end does not count. */
    public boolean isRunning(String jobId) {
        try {
            JobInstance job = coordinator.getInstance(jobId);
            return !job.isCancelled() && !job.getStatus().isEnded();
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    /** What ends a job at the step that it is at, and is not tried again. */
    public static RuntimeException ended() {
        return new JobExecutionFailedException("This export was ended; it writes no more");
    }

    public void cancel(String jobId) {
        coordinator.cancelInstance(jobId);
    }
}
