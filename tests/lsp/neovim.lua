-- What the test has Neovim do: open a draft, wait for what is found, hover, follow a definition, make
-- a correction, edit, save and leave.

local function fail(message)
  io.stderr:write(message .. '\n')
  vim.cmd('cquit 1')
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then
    fail('waited in vain for ' .. what .. '; there is ' .. vim.inspect(vim.diagnostic.get(0)))
  end
end

local function rules()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, diagnostic.code or diagnostic.user_data.lsp.code)
  end
  return table.concat(found, ' ')
end

local config = {
  name = 'ibid',
  cmd = { os.getenv('IBID'), 'lsp', '--no-model' },
  root_dir = vim.fn.getcwd(),
}
local id
if vim.lsp.start then
  id = vim.lsp.start(config)
else
  id = vim.lsp.start_client(config)
  vim.lsp.buf_attach_client(0, id)
end
local client = id and vim.lsp.get_client_by_id(id)
if not client then
  fail('the server does not start')
end
wait('what is found', function()
  return rules() == 'refuted misquote citation-missing'
end)

local function request(method, params)
  local request_sync = client.request_sync
  local answer = vim.fn.has('nvim-0.11') == 1 and request_sync(client, method, params, 60000, 0)
    or request_sync(method, params, 60000, 0)
  if not answer or answer.err then
    fail(method .. ': ' .. vim.inspect(answer))
  end
  return answer.result
end

local function here(line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
  return vim.lsp.util.make_position_params(0, client.offset_encoding)
end

local hover = request('textDocument/hover', here(3, 10))
if not hover.contents.value:find('refuted, fairly sure', 1, true) then
  fail('the hover is ' .. vim.inspect(hover))
end

local places = request('textDocument/definition', here(3, 10))
if not places[1].uri:find('corpus/harbour.txt', 1, true) then
  fail('the definition is ' .. vim.inspect(places))
end

local place = here(5, 60)
local actions = request('textDocument/codeAction', {
  textDocument = place.textDocument,
  range = { start = place.position, ['end'] = place.position },
  context = { diagnostics = {} },
})
vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
wait('the correction', function()
  return rules() == 'refuted not-enough-evidence citation-missing'
end)

vim.cmd('silent %s/41 cranes/14 cranes/')
wait('the edit', function()
  return rules() == 'not-enough-evidence citation-missing'
end)

vim.cmd('silent write')
vim.cmd('qall')
