package health.consilium.workflow;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TransitionTable;
import health.consilium.workflow.rules.Verdict;
import java.time.Clock;
import java.util.Date;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The one gate to Task state: whatever writes a Task, a client's {@code PUT} or {@code PATCH}, an entry of a transaction or
 * an operation, passes here before it is stored and has its consequences here before it is committed.
 */
@Component
@Interceptor(order = 150)
class TaskHook implements StorageInterceptor {

    private final Callers callers;
    private final Withdrawal withdrawal;
    private final ObjectProvider<TaskRule> rules;
    private final TaskClock taskClock;
    private final TaskConsequences consequences;
    private final Clock clock;

    TaskHook(
            Callers callers,
            @Lazy Withdrawal withdrawal,
            ObjectProvider<TaskRule> rules,
            @Lazy TaskClock taskClock,
            @Lazy TaskConsequences consequences,
            Clock clock) {
        this.callers = callers;
        this.withdrawal = withdrawal;
        this.rules = rules;
        this.taskClock = taskClock;
        this.consequences = consequences;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void beforeCreate(IBaseResource created, RequestDetails request) {
        if (created instanceof Task task && !isServer(request)) {
            withdrawal.check(task);
            AbortForm.sign(task, callers.current(), now());
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void afterCreate(IBaseResource created, RequestDetails request) {
        if (created instanceof Task task && !isServer(request)) {
            withdrawal.carryOut(task);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (!(before instanceof Task old && after instanceof Task task)) {
            return;
        }
        if (isServer(request)) {
            checkStep(old, task);
        } else if (!edit(old, task, callers.current())) {
            return;
        }
        task.setLastModified(now());
        taskClock.moving(old, task);
    }

    /** Whether the client changes anything; if so, it may. */
    private boolean edit(Task old, Task task, Caller caller) {
        ClientTaskEdit.keepServersOwn(old, task);
        if (!ClientTaskEdit.changes(old, task)) {
            return false;
        }
        ClientTaskEdit.checkOpen(old);
        TaskOwner.settle(old, task, caller);
        checkStep(old, task, caller);
        ClientTaskEdit.check(old, task, caller);
        TaskNotes.sign(old.getNote(), task.getNote(), caller, now());
        return true;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void afterUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (!(before instanceof Task old && after instanceof Task task)) {
            return;
        }
        if (!isServer(request) && isStep(old, task)) {
            // Not before: only now do references to what came in the same transaction lead anywhere.
            checkRules(old, task, callers.current());
        }
        consequences.follow(old, task);
    }

    private static boolean isServer(RequestDetails request) {
        return request instanceof SystemRequestDetails;
    }

    /** The server keeps to the table, too. */
    private static void checkStep(Task old, Task task) {
        if (isStep(old, task)) {
            refuse(TransitionTable.check(TaskKind.of(old), State.of(old), State.of(task)));
        }
    }

    private static void checkStep(Task old, Task task, Caller caller) {
        if (isStep(old, task)) {
            refuse(TransitionTable.check(
                    TaskKind.of(old),
                    State.of(old),
                    State.of(task),
                    caller.role().code(),
                    TaskOwner.isInHandOf(old, caller)));
        }
    }

    private static boolean isStep(Task old, Task task) {
        return !State.of(old).equals(State.of(task));
    }

    private static void refuse(Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            throw Refusal.unprocessable("illegal-transition", refused.message(), "Task.status", "Task.businessStatus")
                    .asException();
        }
    }

    private void checkRules(Task old, Task task, Caller caller) {
        String code = TaskKind.Codes.of(old);
        rules.stream().filter(rule -> rule.code().equals(code)).forEach(rule -> rule.refusal(old, task, caller)
                .ifPresent(refusal -> {
                    throw refusal.asException();
                }));
    }

    private Date now() {
        return Date.from(clock.instant());
    }
}
