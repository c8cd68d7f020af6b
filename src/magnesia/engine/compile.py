"""From a model to machine code for the processor at hand."""

from __future__ import annotations

from magnesia.engine.driver import Driver
from magnesia.engine.emit import INTRINSICS
from magnesia.engine.layout import Layout
from magnesia.engine.model import Model
from magnesia.engine.programs import Programs

OPTIMISATION = 2
# No library functions: the object code must not need anything from outside (memcpy, stack probes on Windows).
ATTRIBUTES = (
    'attributes #0 = { nounwind "prefer-vector-width"="512" "denormal-fp-math"="ieee,ieee" "no-builtins" '
    '"no-stack-arg-probe" }'
)


def target_machine():
    """LLVM's picture of this processor, all its features included."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=OPTIMISATION,
        reloc="pic", codemodel="small",
    )  # fmt: skip


def compile_model(model: Model) -> tuple[Layout, bytes]:
    """The layout and the relocatable object code of a model's kernel.

    The long straight-line programs go to code generation as they are: the graph holds no redundancy that LLVM could
    find, and its optimiser would take longer than all the rest. Only the loops are optimised.
    """
    import llvmlite.binding as llvm

    programs = Programs(model)
    machine = target_machine()
    called = "declare void @{}(ptr)\n"
    declarations = "".join(called.format(name) for name in ("prepare", "rates", "linearise", "factor", "signals"))
    declarations += "declare void @solve(ptr, ptr)\n"
    loops = llvm.parse_assembly("\n".join((INTRINSICS, declarations, Driver(programs.layout).text(), ATTRIBUTES)))
    options = llvm.create_pipeline_tuning_options(speed_level=OPTIMISATION)
    options.loop_vectorization = options.slp_vectorization = False
    builder = llvm.create_pass_builder(machine, options)
    builder.getModulePassManager().run(loops, builder)
    module = llvm.parse_assembly("\n".join((INTRINSICS, programs.text, ATTRIBUTES)))
    module.link_in(loops)
    module.verify()
    return programs.layout, machine.emit_object(module)
